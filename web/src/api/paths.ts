import type { FeatureCollection } from 'geojson';
import type * as T from './types';

/**
 * The operations of docs/API.md in the form openapi-fetch reads. When `schema.ts` is generated from the server's
 * snapshot, `client.ts` imports its `paths` instead and this file goes.
 */
type Reply<R> = { responses: { 200: { content: { 'application/json': R } } } };
type Body<B> = { requestBody: { content: { 'application/json': B } } };
type Read<R, Q = object> = { parameters: { query?: Q } } & Reply<R>;
type ReadOne<R, Q = object> = { parameters: { path: { id: string }; query?: Q } } & Reply<R>;
type Write<B, R> = { parameters: object } & Body<B> & Reply<R>;
type WriteOne<B, R> = { parameters: { path: { id: string } } } & Body<B> & Reply<R>;
type Keyset = { limit?: number; cursor?: string };
type Listed<R, F> = Read<T.Page<R>, F & Keyset>;

export interface paths {
  '/session': {
    get: Read<T.Session>;
    post: Write<{ login: string; password: string }, T.Session>;
    delete: Read<undefined>;
  };
  '/session/password': { post: Write<{ old: string; new: string }, undefined> };
  '/demo/cards': { get: Read<T.RoleCard[]> };
  '/demo/session': { post: Write<{ login: string }, T.Session> };
  '/meta': { get: Read<T.Meta> };
  '/meta/checklists': { get: Read<T.Checklist, { kind: string }> };
  '/meta/judgement': { get: Read<T.Vocabulary, { date: string; kinds: string }> };
  '/regions': { get: Read<T.Region[], { parent?: string }> };
  '/regions/shapes': { get: Read<FeatureCollection> };
  '/overview': { get: Read<T.Overview> };
  '/cases': { get: Listed<T.CaseRow, T.CaseFilter>; post: Write<T.OpenCase, T.CaseDetail> };
  '/cases/count': { get: Read<T.Bounded, T.CaseFilter> };
  '/cases/tree': { get: Read<T.TreeRow[], T.CaseFilter> };
  '/cases/{id}': { get: ReadOne<T.CaseDetail> };
  '/cases/{id}/actions': { post: WriteOne<T.Act, T.CaseDetail> };
  '/cases/{id}/evidence': { post: WriteOne<FormData, T.EvidenceFile> };
  '/cases/{id}/chase-text': { get: ReadOne<{ text: string }> };
  '/evidence': { post: Write<FormData, T.EvidenceFile> };
  '/inbox': { get: Listed<T.CaseRow, T.CaseFilter> };
  '/inbox/count': { get: Read<T.Bounded, T.CaseFilter> };
  '/premises': { get: Listed<T.PremisesRow, T.PremisesFilter>; post: Write<T.PremisesInput, T.PremisesDetail> };
  '/premises/count': { get: Read<T.Bounded, T.PremisesFilter> };
  '/premises/tree': { get: Read<T.TreeRow[], T.PremisesFilter> };
  '/premises/points': { get: Read<FeatureCollection, { bbox: string; zoom: number } & T.PremisesFilter> };
  '/premises/{id}': {
    get: ReadOne<T.PremisesDetail>;
    patch: WriteOne<Partial<T.PremisesInput> & { version: number }, T.PremisesDetail>;
  };
  '/units': { get: Listed<T.UnitRow, { q?: string }>; post: Write<{ name: string; credit_code?: string }, T.UnitRow> };
  '/judgements': { post: Write<T.JudgementQuestion, T.Judgement> };
  '/inspections': {
    get: Listed<T.InspectionRow, { region?: string; premises?: string }>;
    post: Write<T.NewInspection, T.InspectionDetail>;
  };
  '/inspections/count': { get: Read<T.Bounded> };
  '/inspections/{id}': { get: ReadOne<T.InspectionDetail> };
  '/plan/documents': { get: Listed<T.PlanDocumentRow, object>; post: Write<FormData, T.PlanDocument> };
  '/plan/documents/{id}': { get: ReadOne<T.PlanDocument> };
  '/plan/clauses': { get: Read<T.ClauseRow[]> };
  '/organisations': {
    get: Listed<T.Organisation, { ended?: boolean }>;
    post: Write<T.NewOrganisation, T.Organisation>;
  };
  '/organisations/{id}': { patch: WriteOne<T.Renaming, T.Organisation> };
  '/organisations/reorganise': { post: Write<T.Reorganise, unknown> };
  '/posts': { get: Listed<T.Post, { q?: string; org?: string }>; post: Write<T.NewPost, T.Post> };
  '/posts/{id}/holders': { post: WriteOne<T.HandOver, T.Post> };
  '/people': { get: Listed<T.Person, { q?: string }>; post: Write<T.NewPerson, T.Person> };
  '/users': {
    get: Listed<T.User, { q?: string }>;
    post: Write<{ login: string; person_id: string }, T.User>;
  };
  '/users/{id}': { patch: WriteOne<T.UserChanges, T.User> };
  '/roles': { get: Read<T.Role[]> };
  '/api-keys': { get: Listed<T.ApiKey, object>; post: Write<T.NewApiKey, T.ApiKey> };
  '/api-keys/{id}': { delete: ReadOne<undefined> };
  '/notices': { get: Listed<T.Notice, object> };
  '/notices/count': { get: Read<T.Bounded> };
  '/notices/{id}/read': { post: { parameters: { path: { id: string } } } & Reply<unknown> };
  '/audit': { get: Listed<T.AuditRow, { object_kind?: string; object_id?: string }> };
  '/audit/verify': { get: Read<T.AuditState> };
  '/system/health': { get: Read<T.Health> };
}
