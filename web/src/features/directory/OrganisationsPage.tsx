import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Tree } from 'antd';
import { useMemo, useState } from 'react';
import { useCan } from '@/features/access/queries';
import { t } from '@/i18n';
import { Page, Panel } from '@/ui/Page';
import { EmptyState, ErrorState, Loading } from '@/ui/states';
import { NewOrganisationDialog } from './NewOrganisationDialog';
import { OrganisationCard } from './OrganisationCard';
import { type OrganisationNode, organisationTree } from './organisationTree';
import { organisationsQuery } from './queries';
import { ReorganiseDialog } from './ReorganiseDialog';
import './directory.css';

const text = t.system.organisations;

export default function OrganisationsPage() {
  const query = useQuery(organisationsQuery);
  const can = useCan();
  const [words, setWords] = useState('');
  const [ended, setEnded] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [dialog, setDialog] = useState<'new' | 'reorganise'>();
  const rows = query.data ?? [];
  const tree = useMemo(() => organisationTree(query.data ?? [], words, ended), [query.data, words, ended]);
  const organisation = rows.find((row) => row.id === chosen);
  return (
    <Page
      title={text.title}
      permission="directory.read"
      tools={
        can('directory.write') ? (
          <>
            <Button onClick={() => setDialog('reorganise')}>{text.reorganise}</Button>
            <Button type="primary" onClick={() => setDialog('new')}>
              {text.add}
            </Button>
          </>
        ) : null
      }
    >
      {query.isPending ? <Loading /> : null}
      {query.isError ? <ErrorState error={query.error} onRetry={query.refetch} /> : null}
      {query.data ? (
        <div className="directory-grid">
          <Panel flush>
            <div className="filters" data-search>
              <Input
                allowClear
                placeholder={text.search}
                aria-label={text.search}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
              <Checkbox checked={ended} onChange={(event) => setEnded(event.target.checked)}>
                {text.showEnded}
              </Checkbox>
            </div>
            <div className="directory-tree">
              <Tree<OrganisationNode>
                key={`${words}-${ended}`}
                treeData={tree}
                defaultExpandAll={words !== ''}
                defaultExpandedKeys={tree.map((node) => node.key)}
                selectedKeys={chosen ? [chosen] : []}
                onSelect={([key]) => setChosen(key ? String(key) : undefined)}
                titleRender={(node) => <NodeTitle node={node} />}
                blockNode
              />
            </div>
          </Panel>
          <Panel>
            {organisation ? (
              <OrganisationCard organisation={organisation} all={rows} />
            ) : (
              <EmptyState title={text.pick} />
            )}
          </Panel>
        </div>
      ) : null}
      <NewOrganisationDialog open={dialog === 'new'} all={rows} parent={chosen} onClose={() => setDialog(undefined)} />
      <ReorganiseDialog
        open={dialog === 'reorganise'}
        all={rows}
        chosen={chosen}
        onClose={() => setDialog(undefined)}
      />
    </Page>
  );
}

function NodeTitle({ node: { organisation } }: { node: OrganisationNode }) {
  return (
    <span className={organisation.valid_to ? 'soft' : ''}>
      {organisation.name}
      {organisation.valid_to ? <span className="mark directory-mark">{text.ended}</span> : null}
      {organisation.open_cases > 0 ? <span className="soft num directory-mark">{organisation.open_cases}</span> : null}
    </span>
  );
}
