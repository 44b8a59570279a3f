/** The one list of rules, in the order of the docs. */
import type { Rule } from '../rule.ts';
import { countTarget } from './count-target.ts';
import { dailyLoad } from './daily-load.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { dueOrder } from './due-order.ts';
import { dueSyntax } from './due-syntax.ts';
import { duplicateId } from './duplicate-id.ts';
import { duplicateTitle } from './duplicate-title.ts';
import { emptyGroup } from './empty-group.ts';
import { fileName } from './file-name.ts';
import { groupKeys } from './group-keys.ts';
import { hiddenCharacters } from './hidden-characters.ts';
import { idStyle } from './id-style.ts';
import { insecureLink } from './insecure-link.ts';
import { linkSyntax } from './link-syntax.ts';
import { missingKey } from './missing-key.ts';
import { noEffort } from './no-effort.ts';
import { personName } from './person-name.ts';
import { placeholderText } from './placeholder-text.ts';
import { requiredAfterOptional } from './required-after-optional.ts';
import { syntax } from './syntax.ts';
import { titleLength } from './title-length.ts';
import { trailingSpace } from './trailing-space.ts';
import { unknownItem } from './unknown-item.ts';
import { unknownKey } from './unknown-key.ts';
import { unknownRole } from './unknown-role.ts';
import { unquotedScalar } from './unquoted-scalar.ts';
import { unusedRole } from './unused-role.ts';
import { vagueTitle } from './vague-title.ts';
import { wrongType } from './wrong-type.ts';
import { wrongValue } from './wrong-value.ts';

export const rules: readonly Rule[] = [
  syntax,
  unknownKey,
  missingKey,
  wrongType,
  wrongValue,
  unquotedScalar,
  groupKeys,
  emptyGroup,
  duplicateId,
  idStyle,
  fileName,
  unknownItem,
  unknownRole,
  unusedRole,
  dependencyCycle,
  dueSyntax,
  dueOrder,
  countTarget,
  requiredAfterOptional,
  noEffort,
  dailyLoad,
  linkSyntax,
  insecureLink,
  placeholderText,
  personName,
  duplicateTitle,
  titleLength,
  vagueTitle,
  hiddenCharacters,
  trailingSpace,
];
