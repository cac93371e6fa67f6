/** One adversarially trained network that samples any p(x_T | x_S). @packageDocumentation */
export {};
