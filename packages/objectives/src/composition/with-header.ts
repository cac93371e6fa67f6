import type { ObjectiveHeader, SimpleObjective } from '../contract/objective';

/** An objective with the functions of `base` and another header. */
export function withHeader<Base extends SimpleObjective>(base: Base, header: ObjectiveHeader): Base;
export function withHeader(base: SimpleObjective, header: ObjectiveHeader): SimpleObjective {
  // Functions are called on their own objective: it may be an instance of a class.
  switch (base.form) {
    case 'ratio':
      return {
        ...header,
        form: base.form,
        integrand: (algebra, logRatio) => base.integrand(algebra, logRatio),
        weight: (algebra, logRatio, mass) => base.weight(algebra, logRatio, mass),
        generator: (algebra, logRatio) => base.generator(algebra, logRatio),
        discriminator: (algebra, dataLogit, modelLogit) => base.discriminator(algebra, dataLogit, modelLogit),
      };
    case 'likelihood':
      return {
        ...header,
        form: base.form,
        targets: base.targets,
        atEquality: base.atEquality,
        integrand: (algebra, logModel, logData) => base.integrand(algebra, logModel, logData),
        weight: (algebra, logModel, logData) => base.weight(algebra, logModel, logData),
      };
    case 'samples':
      return { ...header, form: base.form, compare: (model, data, key) => base.compare(model, data, key) };
  }
}
