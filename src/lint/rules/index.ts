/** The list of all rules, in the order of docs/rules.md. `lint`, its configuration, the JSON Schema and SARIF use it. */
import type { Rule } from '../rule.ts';
import { afterSome } from './after-some.ts';
import { calendarCoverage } from './calendar-coverage.ts';
import { calendarFile } from './calendar-file.ts';
import { changedMeaning } from './changed-meaning.ts';
import { changedTurn } from './changed-turn.ts';
import { dailyLoad } from './daily-load.ts';
import { deadLink } from './dead-link.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { dueOrder } from './due-order.ts';
import { dueSyntax } from './due-syntax.ts';
import { duplicateId } from './duplicate-id.ts';
import { duplicateProgram } from './duplicate-program.ts';
import { duplicateTitle } from './duplicate-title.ts';
import { dutyDates } from './duty-dates.ts';
import { dutyId } from './duty-id.ts';
import { fileName } from './file-name.ts';
import { hiddenCharacters } from './hidden-characters.ts';
import { horizonLoad } from './horizon-load.ts';
import { idStyle } from './id-style.ts';
import { insecureLink } from './insecure-link.ts';
import { lostText } from './lost-text.ts';
import { markdownLink } from './markdown-link.ts';
import { neverApplies } from './never-applies.ts';
import { noEffort } from './no-effort.ts';
import { personName } from './person-name.ts';
import { placeholderText } from './placeholder-text.ts';
import { rawHtml } from './raw-html.ts';
import { removedId } from './removed-id.ts';
import { removedProgram } from './removed-program.ts';
import { requiredAfterOptional } from './required-after-optional.ts';
import { saidTwice } from './said-twice.ts';
import { schemaLine } from './schema-line.ts';
import { sensitiveTrait } from './sensitive-trait.ts';
import { shapeRule } from './shape.ts';
import { titleLength } from './title-length.ts';
import { trailingSpace } from './trailing-space.ts';
import { turnCover } from './turn-cover.ts';
import { turnNobody } from './turn-nobody.ts';
import { turnPeople } from './turn-people.ts';
import { unknownItem } from './unknown-item.ts';
import { unknownPlaceholder } from './unknown-placeholder.ts';
import { unknownRole } from './unknown-role.ts';
import { unknownRotation } from './unknown-rotation.ts';
import { unknownTemplate } from './unknown-template.ts';
import { unknownTrait } from './unknown-trait.ts';
import { unusedDisable } from './unused-disable.ts';
import { unusedRole } from './unused-role.ts';
import { unusedTrait } from './unused-trait.ts';
import { vagueTitle } from './vague-title.ts';

export const rules: readonly Rule[] = [
  shapeRule('syntax'),
  shapeRule('unknown-key'),
  shapeRule('missing-key'),
  shapeRule('wrong-type'),
  shapeRule('wrong-value'),
  shapeRule('unquoted-scalar'),
  lostText,
  shapeRule('group-keys'),
  shapeRule('empty-group'),
  duplicateId,
  duplicateProgram,
  idStyle,
  fileName,
  shapeRule('unknown-part'),
  unknownItem,
  unknownRole,
  unusedRole,
  unknownTrait,
  unusedTrait,
  sensitiveTrait,
  neverApplies,
  dependencyCycle,
  dueSyntax,
  dueOrder,
  shapeRule('count-target'),
  requiredAfterOptional,
  saidTwice,
  afterSome,
  noEffort,
  dailyLoad,
  shapeRule('level-cells'),
  shapeRule('same-as'),
  shapeRule('link-syntax'),
  insecureLink,
  markdownLink,
  rawHtml,
  placeholderText,
  unknownPlaceholder,
  personName,
  duplicateTitle,
  titleLength,
  vagueTitle,
  hiddenCharacters,
  trailingSpace,
  schemaLine,
  calendarFile,
  dutyId,
  unknownRotation,
  unknownTemplate,
  dutyDates,
  turnPeople,
  turnCover,
  turnNobody,
  calendarCoverage,
  horizonLoad,
  removedId,
  removedProgram,
  changedMeaning,
  changedTurn,
  deadLink,
  unusedDisable,
];
