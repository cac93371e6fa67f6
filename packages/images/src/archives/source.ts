/** One picture file in a folder or an archive. */
export interface PictureEntry {
  /** Path within the folder or archive, with slashes. */
  readonly name: string;
  /** Length when unpacked. */
  readonly bytes: number;
  /** When it was last changed, in milliseconds; only of files in a folder. */
  readonly changed?: number;
}

/** The text of an attribute list, and where it was. */
export interface AttributeText {
  readonly where: string;
  readonly text: string;
}

/** What a folder or archive holds. */
export interface Listing {
  /** In the order in which they are stored. */
  readonly pictures: readonly PictureEntry[];
  /** The attribute list that lies among the pictures. */
  readonly attributes?: AttributeText;
}

/** The content of a picture file, or why it could not be had although the rest can. */
export type PictureContent = { readonly bytes: Buffer } | { readonly damage: string };

/**
 * A folder or archive with pictures. Both methods stop with a problem (`stop`) where the whole is no good.
 *
 * `read` hands over the pictures of `wanted`, by their places in the listing, and waits for `give` before it holds more:
 * that bounds the memory. It reads in whatever order is cheapest.
 */
export interface PictureSource {
  list(): Promise<Listing>;
  read(listing: Listing, wanted: readonly number[], give: Give): Promise<void>;
}

/** Takes picture `place` of the listing. */
export type Give = (place: number, content: PictureContent) => Promise<void>;

/** What the sources need to know. */
export interface SourceSettings {
  readonly path: string;
  readonly signal?: AbortSignal;
}
