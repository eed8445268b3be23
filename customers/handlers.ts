import type { Handlers } from '../server/feature.ts'
import { countCustomers } from './count.ts'
import { createCustomer } from './create.ts'
import { seeCustomer } from './customers.ts'
import { addIdentity, removeIdentity } from './identities.ts'
import { acceptSuggestion, refuseSuggestion } from './duplicates/decide.ts'
import { listSuggestions } from './duplicates/suggestions.ts'
import { listCustomers } from './list.ts'
import { mergeCustomers } from './merge.ts'
import { listMerges } from './merges.ts'
import { listConflicts, settleConflict } from './conflicts.ts'
import { listConsents, recordConsent } from './consents.ts'
import { createField, updateField } from './define-field.ts'
import { listFields } from './fields.ts'
import { createLabel, deleteLabel, listLabels, updateLabel } from './labels.ts'
import { getLayout, updateLayout } from './layout.ts'
import { leaveNote } from './notes.ts'
import { createSegment, deleteSegment, listConditionFields, listSegments, updateSegment } from './segments.ts'
import { updateCustomer } from './update.ts'
import { updateMany } from './update-many.ts'
import { unmerge } from './unmerge.ts'

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
