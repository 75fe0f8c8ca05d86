import type { Field, Meta } from '@/api/types';
import { useMeta } from '@/features/access/queries';
import { fieldText } from '@/ui/fields/fieldText';

/** Labels and values of an action's fields, out of the kind's lifecycle; an unknown code shows as itself. */
export function useFieldWords(kind: string, action: string) {
  const { lifecycles } = useMeta();
  const lifecycle = lifecycles.find((one) => one.kind === kind);
  const own = lifecycle?.action?.find((one) => one.code === action)?.field ?? [];
  const fields: Field[] = [...own, ...(lifecycle?.field ?? [])];
  return (code: string, value: unknown, lists: Meta['lists'], names: Record<string, string> = {}) => {
    const field = fields.find((one) => one.code === code);
    return {
      label: field?.label ?? code,
      text: field
        ? fieldText(field, value, lists, names)
        : fieldText({ code, label: code, type: 'text' }, value, lists),
    };
  };
}
