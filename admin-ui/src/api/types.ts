/** The admin API's contracts. 64-bit ids are strings; absent fields are left out of the JSON. */

export interface Page<T> {
  items: T[];
  /** Give it as `before` for the next page; absent at the end. */
  next?: string;
}

export interface SignInRequest {
  account: string;
  password: string;
}

export interface SessionView {
  account: string;
  name: string;
  role: string;
}

export interface SubmitRequest {
  lane: string;
  to: string[];
  clientId?: string;
  signature?: string;
  content?: string;
  templateId?: string;
  variables?: Record<string, string>;
  scheduledAt?: string;
  extension?: string;
}

export interface SubmitAnswer {
  batchId: string;
  messages: AcceptedMessage[];
  rejected: RejectedRecipient[];
  segments: number;
}

export interface AcceptedMessage {
  id: string;
  to: string;
  clientId?: string;
}

export interface RejectedRecipient {
  to: string;
  code: string;
  message: string;
}

export interface MessageView {
  id: string;
  batchId: string;
  clientId?: string;
  to: string;
  lane: string;
  state: string;
  carrier: string;
  channel?: string;
  content: string;
  billableSegments: number;
  unitPrice?: number;
  chargedSegments?: number;
  segments: SegmentView[];
  acceptedAt: string;
  dueAt?: string;
  expiresAt?: string;
  dispatchedAt?: string;
  submittedAt?: string;
  finalAt?: string;
  failure?: FailureView;
  routing?: string;
}

export interface SegmentView {
  index: number;
  carrierId?: string;
  channel: string;
  result?: string;
  status?: string;
  submittedAt: string;
  reportedAt?: string;
}

export interface FailureView {
  code: string;
  cause: string;
  advice?: string;
}

export interface ReplyView {
  id: string;
  from: string;
  to: string;
  content: string;
  receivedAt: string;
  channel: string;
  optedOut: boolean;
  complete: boolean;
  messageId?: string;
}

export interface ChannelStatusView {
  id: string;
  name: string;
  carriers: string[];
  accessNumber: string;
  connections: number;
  bound: number;
  window: number;
  inFlight: number;
  waiting: number;
  lastEvent?: string;
}

export interface BlacklistRequest {
  phone: string;
  reason: string;
}

export interface BlacklistView {
  id: string;
  phone: string;
  reason: string;
  createdBy: string;
  createdAt: string;
}

export interface OptOutRequest {
  phone: string;
}

export interface OptOutView {
  id: string;
  phone: string;
  source: string;
  createdAt: string;
}

export interface NumberSegmentRequest {
  carrier: string;
  kind: string;
}

export interface NumberSegmentView extends NumberSegmentRequest {
  prefix: string;
}

export interface PortedNumberRequest {
  phone: string;
  carrier: string;
}

export interface PortedNumberView extends PortedNumberRequest {
  id: string;
  updatedAt: string;
}

export interface TemplateRequest {
  name: string;
  text: string;
  enabled: boolean;
}

export interface TemplateView extends TemplateRequest {
  id: string;
  variables: string[];
  updatedAt: string;
}
