import { key } from '@bcl/random';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { streamOf } from '../fixtures/streaming';
import {
  fitStepwise,
  orThrow,
  runOrThrow,
  stepwiseReportFromJSON,
  stepwiseReportToJSON,
  type StepwiseReport,
} from '../index';

const truth = randomMixture(key('stepwise'), 'full', 3, 2, 6);
const rows = withGaps(drawRows(truth, key(1), 300), key(2), 0.1);

it.each(covarianceTypes)('a fit of a stream goes on from any batch to the same bits: %s', async (covarianceType) => {
  const stream = streamOf(rows, 60);
  const options = { components: 3, strategy: 'joint' as const, start: 'kmeans' as const, covarianceType };
  const reports: StepwiseReport[] = [];
  const whole = await runOrThrow(
    fitStepwise(stream.batches(), { ...options, onBatch: (report) => reports.push(report) }),
  );
  expect(reports).toHaveLength(5);
  for (const report of reports.slice(0, -1)) {
    const resume = orThrow(stepwiseReportFromJSON(JSON.parse(JSON.stringify(stepwiseReportToJSON(report)))));
    expect(resume).toEqual(report);
    expect(await runOrThrow(fitStepwise(stream.batches(report.rows), { ...options, resume }))).toEqual(whole);
  }
  const done = await runOrThrow(fitStepwise(stream.batches(300), { ...options, resume: whole }));
  expect(done).toEqual(whole);
});

it('refuses what is no report', () => {
  expect(stepwiseReportFromJSON({ format: 'bcl-stream-state', version: 1 })).toMatchObject({
    left: { _tag: 'InvalidStateFile', message: expect.stringContaining('not "bcl-stepwise-report"') as string },
  });
});
