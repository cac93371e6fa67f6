/** What every score of labellings asks of its input; the message says which argument broke the rule. */
export function checkLabels(labels: ArrayLike<number>, name: string): void {
  if (labels.length === 0) {
    throw new RangeError(`${name} is empty: a score needs at least one label`);
  }
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isInteger(labels[i])) {
      throw new RangeError(`${name}[${i}] is ${labels[i]}: labels are integers, drop or recode rows without one`);
    }
  }
}

/** As {@link checkLabels} for two labellings of the same rows. */
export function checkPair(classes: ArrayLike<number>, clusters: ArrayLike<number>): void {
  if (classes.length !== clusters.length) {
    throw new RangeError(
      `classes has ${classes.length} labels and clusters ${clusters.length}: both must label the same rows`,
    );
  }
  checkLabels(classes, 'classes');
  checkLabels(clusters, 'clusters');
}
