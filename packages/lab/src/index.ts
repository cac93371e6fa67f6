export { defineApp, type AnyApp, type AppDefinition, type RunContext } from './app/define';
export { runApp } from './app/run-app';
export { processIo, type Io } from './app/io';
export type { OptionSpec, OptionSpecs, OptionValue, OptionValues } from './app/option';
export {
  startProgress,
  type Progress,
  type ProgressOptions,
  type ProgressStream,
  type ProgressUpdate,
} from './progress/progress';
export {
  compareMethods,
  type Comparison,
  type ComparisonRequest,
  type Method,
  type MethodResult,
  type MethodTools,
} from './compare/methods';
export type { Cell } from './compare/cell';
export { summarize } from './compare/summarize';
export { createRunFolder, reopenRunFolder, type RunFolder } from './run/folder';
export { readManifest, type Manifest, type RunState } from './run/manifest';
export { joinGroups, readSummary, type MethodSummary, type Summary } from './run/summary';
export type { PluginRecord } from './run/plugin-record';
export { importDefault, type Imported, type ImportOptions } from './plugins/import-default';
export type { PluginProblem } from './plugins/locate';
export { projectOf } from './plugins/project';
export type { DataFile } from './run/data-file';
export type { Json } from './run/json';
export { boxPlot, type BoxPlotRequest } from './figures/box-plot';
export { barChart, type BarChartRequest } from './figures/bar-chart';
export { curves, type CurvesRequest, type CurveSeries } from './figures/curves';
export { rasterUrl } from './figures/raster';
export { heatmap, type HeatmapRequest } from './figures/heatmap';
export {
  mixtureAnimation,
  type MixtureAnimationRequest,
  type MixtureFrame,
  type MovingMixture,
} from './figures/mixture-animation';
export { mixtureContours, type MixtureContoursRequest, type MixturePanel } from './figures/mixture-contours';
export { pairPlot, type PairPlotRequest } from './figures/pair-plot';
export {
  surfacePanels,
  type SurfaceMarker,
  type SurfacePanel,
  type SurfacePanelsRequest,
  type SurfacePath,
} from './figures/surface-panels';
export type { FigureText } from './figures/compose';
export { formatTable, type Table, type TableCell } from './tables/table';
export { seedTable, summaryTable, type MetricSpec, type SummaryTableRequest } from './tables/summary-table';
export { rebuildReport, writeReport } from './report/write';
export type { ReportContent, ReportSection, ReportTable } from './report/content';
