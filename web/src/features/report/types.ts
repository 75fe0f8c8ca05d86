import type { Schemas } from '@/api/client';

export type FormRow = Schemas['ReportFormRow'];
export type Form = Schemas['ReportForm'];
export type Layout = Schemas['ReportLayout'];
export type Column = Schemas['ReportColumn'];
export type RoundRow = Schemas['ReportRoundRow'];
export type Round = Schemas['ReportRound'];
export type ReturnRow = Schemas['ReportReturnRow'];
export type Return = Schemas['ReportReturn'];
export type FilledRow = Schemas['ReportFilledRow'];
export type Sum = Schemas['ReportSum'];
export type SumLine = Schemas['ReportSumLine'];
export type CellChange = Schemas['ReportCellChange'];
export type Reconciliation = Schemas['Reconciliation'];
export type ReconciliationRow = Schemas['ReconciliationRow'];
export type Difference = Schemas['ReconcileDifference'];
export type Side = Schemas['ReconcileSide'];
export type WorkbookAnswer = Schemas['ReportWorkbookAnswer'];

/** What is wrong with a cell. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}

/** What a cell holds while it is typed: text stays text until it is sent. */
export type Cell = string | number | boolean | null | undefined;
export type Cells = Record<string, Cell>;
