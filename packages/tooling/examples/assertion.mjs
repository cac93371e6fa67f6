/** The name under which the assertion is known inside an instrumented example. */
export const assertion = '__assertExample';
