/** For `find`: the search, and how its result is shown. One chunk in one file, without parts that other chunks share: see build.mjs. */
export { findRenderer } from '../render/find.ts';
export { findCommand, searchFor } from '../view/find.ts';
