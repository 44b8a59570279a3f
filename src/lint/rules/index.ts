/** The one list of rules, in the order of the docs. */
import type { Rule } from '../rule.ts';
import { calendarCoverage } from './calendar-coverage.ts';
import { changedMeaning } from './changed-meaning.ts';
import { countTarget } from './count-target.ts';
import { deadLink } from './dead-link.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { dueSyntax } from './due-syntax.ts';
import { duplicateId } from './duplicate-id.ts';
import { emptyGroup } from './empty-group.ts';
import { fileName } from './file-name.ts';
import { groupKeys } from './group-keys.ts';
import { horizonLoad } from './horizon-load.ts';
import { idStyle } from './id-style.ts';
import { linkSyntax } from './link-syntax.ts';
import { missingKey } from './missing-key.ts';
import { removedId } from './removed-id.ts';
import { syntax } from './syntax.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownRole } from './unknown-role.ts';
import { unquotedScalar } from './unquoted-scalar.ts';
import { wrongType } from './wrong-type.ts';
import { wrongValue } from './wrong-value.ts';

export const rules: readonly Rule[] = [
  syntax,
  unknownKey,
  missingKey,
  wrongType,
  wrongValue,
  unquotedScalar,
  duplicateId,
  unknownRole,
  dependencyCycle,
  idStyle,
  fileName,
  dueSyntax,
  countTarget,
  groupKeys,
  emptyGroup,
  linkSyntax,
  calendarCoverage,
  horizonLoad,
  removedId,
  changedMeaning,
  deadLink,
];
