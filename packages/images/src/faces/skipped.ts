/** A picture that was passed over. */
export interface SkippedPicture {
  /** Path within the folder or archive. */
  readonly name: string;
  /** What is wrong with it, on one line. */
  readonly why: string;
}
