import type { PictureMeasures } from './texts';

/**
 * The measures by name, as summary.json holds them: `frechet`, `frechetReal`, `classifierRight`, for each part `right/left`,
 * `rightBlanked/left`, `rightMeanFilled/left`, `rightWhole/left`, `rightCommonest/left`, of an attribute that is shown by itself
 * `right/left/Smiling` and so on, and `spread/0.5` for each share of patches.
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
  for (const { source, given, completed, blanked, meanFilled, whole, commonest, attributes } of completions) {
    const name = 'share' in source ? `${source.kind}${source.share}` : source.kind;
    values[`given/${name}`] = given;
    values[`right/${name}`] = completed;
    values[`rightBlanked/${name}`] = blanked;
    values[`rightMeanFilled/${name}`] = meanFilled;
    values[`rightWhole/${name}`] = whole;
    values[`rightCommonest/${name}`] = commonest;
    for (const one of attributes) {
      values[`right/${name}/${one.name}`] = one.completed;
      values[`rightMeanFilled/${name}/${one.name}`] = one.meanFilled;
      values[`rightWhole/${name}/${one.name}`] = one.whole;
      values[`rightCommonest/${name}/${one.name}`] = one.commonest;
    }
  }
  for (const { share, spread: value } of spread) values[`spread/${share}`] = value;
  return values;
}
