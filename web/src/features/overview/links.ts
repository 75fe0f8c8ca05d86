import { OPEN_CLASSES } from '@/features/casework/filter';

/** The lists behind the figures of a region. */
export const casesOf = {
  open: (code: string) => `/cases?region=${code}&state_class=${OPEN_CLASSES}`,
  overdue: (code: string) => `/cases?region=${code}&overdue=true`,
  major: (code: string) => `/cases?region=${code}&mark=major&state_class=${OPEN_CLASSES}`,
  closed: (code: string) => `/cases?region=${code}&state_class=closed`,
};
