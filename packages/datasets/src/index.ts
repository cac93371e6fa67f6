/** Data sets with their provenance: simulations, readers, cached downloads, splits and scalings. @packageDocumentation */
export type { DatasetProblem, DatasetProblemTag } from './failure';
export { dataset } from './dataset';
export type { Dataset, DatasetParts, Provenance, SourceFile } from './dataset';
export type { ColumnReference } from './columns';

export { sampleMixture } from './simulation/mixture';
export type { MixtureTruth, Simulation, SimulationNames } from './simulation/mixture';
export { gaussianGrid25, gaussianPair } from './simulation/gaussians';
export type { GaussianOptions } from './simulation/gaussians';

export { readCsv } from './readers/csv/dataset';
export type { CsvOptions } from './readers/csv/dataset';
export type { Delimiter } from './readers/csv/dialect';
export type { ColumnOptions } from './readers/csv/table';
export { readIdx } from './readers/idx';
export type { IdxArray, IdxData } from './readers/idx';
export { readIdxImages } from './readers/idx-images';
export type { IdxImagesOptions } from './readers/idx-images';
export { readLibsvm } from './readers/libsvm';
export type { LibsvmOptions } from './readers/libsvm';
export { readMat } from './readers/mat/dataset';
export type { MatOptions } from './readers/mat/dataset';
export { readMatVariables } from './readers/mat/file';
export type { MatFile } from './readers/mat/file';
export type { MatArray, MatClass, SkippedVariable } from './readers/mat/array';
export { DEFAULT_MAX_BYTES } from './readers/source';
export type { ReaderOptions } from './readers/source';

export { readDataset } from './files/read-dataset';
export type { DatasetFormat, ReadDatasetOptions } from './files/read-dataset';
export { rowFile } from './rows/row-file';
export type { RowFile, RowFileOptions } from './rows/row-file';
export type { CsvRowOptions } from './rows/csv';
export type { BinaryType } from './rows/numbers';
export type { PassOptions, RowBatch, RowStream } from './rows/row-stream';
export { fetchFile } from './files/fetch-file';
export type { FetchedFile, FetchOptions, RemoteFile } from './files/fetch-file';
export type { FetchLike, FetchResponse } from './files/download';
export { namedSets } from './named/registry';
export type { NamedSet, SetName } from './named/registry';
export { loadNamed } from './named/load';
export type { LoadedSet } from './named/load';

export { fromRecords } from './records';
export type { RecordOptions } from './records';
export { penguinMeasurements, penguins } from './penguins';
export { fitMinMax, fitStandard } from './scaler';
export type { Scaler } from './scaler';
export { selectRows } from './selection';
export { stratifiedSplit } from './split';
export type { Split, SplitOptions } from './split';
export { summary } from './summary';
export type { Summary } from './summary';
