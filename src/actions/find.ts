/** For `find`: the search, and how its result is shown. */
export { findRenderer } from '../render/find.ts';
export { findCommand, searchFor } from '../view/find.ts';
