import type { Handlers } from '../server/feature.ts'
import { countCustomers } from './segments/count.ts'
import { createCustomer } from './create.ts'
import { seeCustomer } from './customers.ts'
import { addIdentity, removeIdentity } from './identity/identities.ts'
import { acceptSuggestion, refuseSuggestion } from './duplicates/decide.ts'
import { listSuggestions } from './duplicates/suggestions.ts'
import { listCustomers } from './segments/list.ts'
import { mergeCustomers } from './merge/merge.ts'
import { listMerges } from './merge/merges.ts'
import { listConflicts, settleConflict } from './profile/conflicts.ts'
import { listConsents, recordConsent } from './consent/consents.ts'
import { createField, updateField } from './profile/define-field.ts'
import { listFields } from './profile/fields.ts'
import { createLabel, deleteLabel, listLabels, updateLabel } from './profile/labels.ts'
import { getLayout, updateLayout } from './profile/layout.ts'
import { leaveNote } from './profile/notes.ts'
import { createSegment, deleteSegment, listConditionFields, listSegments, updateSegment } from './segments/segments.ts'
import { updateCustomer } from './profile/update.ts'
import { updateMany } from './profile/update-many.ts'
import { unmerge } from './merge/unmerge.ts'

export const handlers = {
  'customer.list': listCustomers,
  'customer.get': seeCustomer,
  'customer.create': createCustomer,
  'customer.update': updateCustomer,
  'customer.update_many': updateMany,
  'customer.note': leaveNote,
  'consent.list': listConsents,
  'consent.record': recordConsent,
  'conflict.list': listConflicts,
  'conflict.settle': settleConflict,
  'field.list': listFields,
  'field.create': createField,
  'field.update': updateField,
  'layout.get': getLayout,
  'layout.update': updateLayout,
  'label.list': listLabels,
  'label.create': createLabel,
  'label.update': updateLabel,
  'label.delete': deleteLabel,
  'condition.fields': listConditionFields,
  'segment.list': listSegments,
  'segment.count': countCustomers,
  'segment.create': createSegment,
  'segment.update': updateSegment,
  'segment.delete': deleteSegment,
  'identity.add': addIdentity,
  'identity.remove': removeIdentity,
  'merge.create': mergeCustomers,
  'merge.undo': unmerge,
  'merge.list': listMerges,
  'suggestion.list': listSuggestions,
  'suggestion.accept': acceptSuggestion,
  'suggestion.refuse': refuseSuggestion,
} satisfies Handlers
