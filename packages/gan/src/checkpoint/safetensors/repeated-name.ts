/**
 * The first name that an object of a JSON text has twice: `JSON.parse` keeps the last of them and says nothing, other
 * readers keep the first, and so a file could mean two things.
 *
 * @param json text that `JSON.parse` takes
 * @returns undefined where every object has different names
 */
export function repeatedName(json: string): string | undefined {
  // Objects hold a set of their names; arrays hold none, so that their strings are not taken for names.
  const open: (Set<string> | undefined)[] = [];
  let name: string | undefined;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') name = JSON.parse(token) as string;
    else if (name !== undefined) {
      const names = open.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return undefined;
}
