import type { PictureMeasures } from './texts';

/**
 * The measures by name, as summary.json holds them: `frechet`, `frechetReal`, `classifierRight`, for each part `right/left`,
 * `rightBlanked/left`, `rightMeanFilled/left`, `rightWhole/left`, and `spread/0.5` for each share of patches.
 */
export function measureValues({
  classifierRight,
  frechet,
  completions = [],
  spread,
}: PictureMeasures): Record<string, number> {
  const values: Record<string, number> = {};
  if (classifierRight !== undefined) values.classifierRight = classifierRight;
  if (frechet !== undefined) {
    values.frechet = frechet.generated;
    values.frechetReal = frechet.real;
    values.frechetCount = frechet.count;
  }
  for (const { source, given, completed, blanked, meanFilled, whole } of completions) {
    const name = 'share' in source ? `${source.kind}${source.share}` : source.kind;
    values[`given/${name}`] = given;
    values[`right/${name}`] = completed;
    values[`rightBlanked/${name}`] = blanked;
    values[`rightMeanFilled/${name}`] = meanFilled;
    values[`rightWhole/${name}`] = whole;
  }
  for (const { share, spread: value } of spread) values[`spread/${share}`] = value;
  return values;
}
