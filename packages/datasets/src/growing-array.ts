/** Numbers appended one by one, kept unboxed: a table of unknown length costs 8 bytes a cell. */
export class GrowingArray {
  #data = new Float64Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#data.length) {
      const larger = new Float64Array(this.#data.length * 2);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.#length++] = value;
  }

  /** The numbers so far, in an array of their own. */
  toArray(): Float64Array {
    return this.#data.slice(0, this.#length);
  }
}
