/** The function, which works once for each thing that it is asked about, and keeps the answer as long as the thing is kept. */
export function once<Thing extends object, Answer>(work: (thing: Thing) => Answer): (thing: Thing) => Answer {
  const known = new WeakMap<Thing, Answer>();
  return (thing) => {
    const found = known.get(thing);
    if (found !== undefined) return found;
    const answer = work(thing);
    known.set(thing, answer);
    return answer;
  };
}

/** The function, which works once, and only where it is asked. */
export function memo<Answer>(work: () => Answer): () => Answer {
  let known: { readonly answer: Answer } | undefined;
  return () => {
    known ??= { answer: work() };
    return known.answer;
  };
}
