import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { InspectionDetail, PremisesDetail } from '@/api/types';
import { useMeta, useSession } from '@/features/access/queries';
import { premisesQuery } from '@/features/registry/queries';
import { regionPath } from '@/ui/format';
import { Page } from '@/ui/Page';
import { ErrorState, Loading } from '@/ui/states';
import { useDebounced } from '@/ui/useDebounced';
import { judgedKinds, knownFacts, unanswered } from './facts';
import { InspectBody } from './InspectBody';
import { InspectResult } from './InspectResult';
import { checklistQuery, judgementQuery, submitInspection, vocabularyQuery } from './queries';
import { useDraft } from './useDraft';
import './campaign.css';

export default function InspectPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const premises = useQuery(premisesQuery(id));
  if (premises.isPending) return <Loading />;
  if (premises.isError) return <ErrorState error={premises.error} onRetry={premises.refetch} />;
  return <Inspect key={id} premises={premises.data} />;
}

function Inspect({ premises }: { premises: PremisesDetail }) {
  const { user } = useSession();
  const state = useDraft(user.id, { id: premises.id, name: premises.name });
  const meta = useMeta();
  const { draft } = state;
  const [done, setDone] = useState<InspectionDetail>();
  const cache = useQueryClient();
  const checklist = useQuery(checklistQuery(premises.kind));
  // The words are asked for without kinds first: only then is it known which edition and kinds there are.
  const edition = useQuery(vocabularyQuery(draft.inspected_on, []));
  const kinds = judgedKinds(draft, premises.kind, meta, edition.data);
  const vocabulary = useQuery(vocabularyQuery(draft.inspected_on, kinds));
  const facts = useDebounced(knownFacts(premises.facts, checklist.data, draft), 400);
  const judgement = useQuery(judgementQuery(draft.inspected_on, kinds, facts));
  const submit = useMutation({
    mutationFn: () => {
      if (!checklist.data) throw new Error('no checklist');
      return submitInspection({
        premises_id: premises.id,
        inspected_on: draft.inspected_on,
        checklist: checklist.data.code,
        answers: checklist.data.items.flatMap((item) => {
          const answer = draft.answers[item.code];
          if (!answer?.result) return [];
          const evidence = answer.evidence?.map((file) => file.id) ?? [];
          return [{ item: item.code, result: answer.result, ...(answer.note ? { note: answer.note } : {}), evidence }];
        }),
        facts: knownFacts(premises.facts, checklist.data, draft),
        ...(draft.kinds ? { kinds: draft.kinds } : {}),
        ...(draft.note ? { note: draft.note } : {}),
        client_id: draft.client_id,
      });
    },
    onSuccess: (result) => {
      state.forget();
      setDone(result);
      for (const key of ['inspections', 'cases', 'inbox', 'premises', 'overview']) {
        void cache.invalidateQueries({ queryKey: [key] });
      }
    },
  });
  if (done) return <InspectResult result={done} premises={premises} />;
  return (
    <Page
      title={premises.name}
      subtitle={`${premises.kind_name} · ${regionPath(premises.region)} · ${premises.address}`}
      permission="inspection.write"
    >
      {checklist.isPending ? <Loading /> : null}
      {checklist.isError ? <ErrorState error={checklist.error} onRetry={checklist.refetch} /> : null}
      {checklist.data ? (
        <InspectBody
          premises={premises}
          state={state}
          checklist={checklist.data}
          vocabulary={vocabulary.data}
          kinds={kinds}
          judgement={judgement.data}
          judgementError={judgement.error}
          left={unanswered(checklist.data, draft)}
          submitting={submit.isPending}
          error={submit.error}
          onSubmit={() => submit.mutate()}
        />
      ) : null}
    </Page>
  );
}
