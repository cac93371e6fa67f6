import type { GanConfig, NetworkSize } from '../network/config';
import { requireConfig } from '../network/config';
import type { TokenLayout } from '../tokens/layout';

/** Rows of more coordinates are taken for damage: the token map alone would take a gigabyte. */
const MOST_COORDINATES = 2 ** 26;

/** A network of more blocks than this is taken for damage. */
const MOST_BLOCKS = 2 ** 12;

/** The text of a configuration: JSON, its entries in a fixed order. */
export function configText(config: GanConfig): string {
  return JSON.stringify(configOf(config as unknown as Loose));
}

/**
 * The configuration that a text stands for, known to be possible.
 *
 * @throws RangeError that says what is wrong, in a few words
 */
export function configFrom(text: string): GanConfig {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError('it is not JSON');
  }
  const config = configOf(value as Loose);
  if (coordinatesOf(config.layout) > MOST_COORDINATES) throw new RangeError('its layout has too many coordinates');
  if (config.generator.depth > MOST_BLOCKS || config.discriminator.depth > MOST_BLOCKS) {
    throw new RangeError('a depth in it has no measure');
  }
  requireConfig(config);
  return config;
}

/** The entries in which two configurations differ, for a message: `generator.width 64 and not 128`. */
export function differences(found: GanConfig, wanted: GanConfig): string[] {
  const [a, b] = [entriesOf(configOf(found as unknown as Loose)), entriesOf(configOf(wanted as unknown as Loose))];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => `${name} ${a.get(name) ?? 'absent'} and not ${b.get(name) ?? 'absent'}`);
}

/** What may be anything: each entry is looked at before it is believed. */
type Loose = { readonly [name: string]: Loose | undefined } | null | undefined;

function configOf(value: Loose): GanConfig {
  const output = value?.output;
  if (!isOneOf(output, ['tanh', 'linear'])) throw new RangeError('its output is neither tanh nor linear');
  return {
    layout: layoutOf(value?.layout),
    generator: sizeOf('generator', value?.generator),
    discriminator: sizeOf('discriminator', value?.discriminator),
    noise: {
      token: numberAt('noise.token', value?.noise?.token),
      shared: numberAt('noise.shared', value?.noise?.shared),
    },
    output,
    // Left out where there are none, so that files from before there were any read as they did.
    ...(value?.frequencies === undefined ? {} : { frequencies: numberAt('frequencies', value.frequencies) }),
  };
}

function layoutOf(value: Loose): TokenLayout {
  const kind = value?.kind;
  if (!isOneOf(kind, ['grid', 'coordinates'])) throw new RangeError('its layout is neither grid nor coordinates');
  const at = (name: string): number => numberAt(`layout.${name}`, value?.[name]);
  return kind === 'coordinates'
    ? { kind, dimension: at('dimension') }
    : { kind, height: at('height'), width: at('width'), channels: at('channels'), patch: at('patch') };
}

function sizeOf(name: string, value: Loose): NetworkSize {
  const at = (entry: string): number => numberAt(`${name}.${entry}`, value?.[entry]);
  return { width: at('width'), depth: at('depth'), heads: at('heads'), hidden: at('hidden') };
}

function numberAt(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new RangeError(`its ${name} is not a number`);
  return value;
}

const coordinatesOf = (layout: TokenLayout): number =>
  layout.kind === 'coordinates' ? layout.dimension : layout.height * layout.width * layout.channels;

const isOneOf = <const A extends string>(value: unknown, all: readonly A[]): value is A =>
  all.some((one) => one === value);

function entriesOf(value: object, prefix = ''): Map<string, string | number> {
  const entries = Object.entries(value).flatMap(([name, entry]: [string, unknown]): [string, string | number][] =>
    typeof entry === 'object' && entry !== null
      ? [...entriesOf(entry, `${prefix}${name}.`)]
      : [[prefix + name, entry as string | number]],
  );
  return new Map(entries);
}
