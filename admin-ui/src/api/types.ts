import type { components } from './schema';

type Schemas = components['schemas'];

/** The server leaves absent fields out of its JSON, where its document calls them null. */
type Sent<T> = T extends (infer Item)[]
  ? Sent<Item>[]
  : T extends object
    ? { [Name in keyof T as null extends T[Name] ? never : Name]: Sent<T[Name]> } & {
        [Name in keyof T as null extends T[Name] ? Name : never]?: Sent<NonNullable<T[Name]>>;
      }
    : T;

type ItemOf<PageOfItems extends { items: unknown[] }> = PageOfItems['items'][number];

export interface Page<T> {
  items: T[];
  /** Give it as `before` for the next page; absent at the end. */
  next?: string;
}

export type SignInRequest = Schemas['SignInRequest'];
export type SessionView = Sent<Schemas['SessionView']>;

export type SubmitRequest = Sent<Schemas['SubmitRequest']>;
export type SubmitAnswer = Sent<Schemas['SubmitAnswer']>;
export type AcceptedMessage = SubmitAnswer['messages'][number];
export type RejectedRecipient = SubmitAnswer['rejected'][number];

export type MessageView = Sent<Schemas['MessageView']>;
export type MmsView = NonNullable<MessageView['mms']>;
export type MmsPartView = MmsView['parts'][number];
export type SegmentView = MessageView['segments'][number];
export type FailureView = NonNullable<MessageView['failure']>;
export type ReplyView = ItemOf<Sent<Schemas['ReplyPage']>>;
export type ReplyAnswerRequest = Sent<Schemas['ReplyAnswerRequest']>;
export type ConversationItem = ItemOf<Sent<Schemas['ConversationPage']>>;

/** What a server that supervises its channels says besides. */
interface ChannelSupervision {
  enabled?: boolean;
  mode?: string;
  weight?: number;
  healthShare?: number;
  healthReason?: string;
}

export type ChannelStatusView = Sent<Schemas['ChannelStatusView']> & ChannelSupervision;
export type ChannelTestAnswer = Sent<Schemas['ChannelTestAnswer']>;

export interface ChannelEventView {
  id: string;
  at: string;
  kind: string;
  detail: string;
  by: string;
}

export type BlacklistRequest = Schemas['BlacklistRequest'];
export type BlacklistView = ItemOf<Sent<Schemas['BlacklistPage']>>;
export type OptOutRequest = Schemas['OptOutRequest'];
export type OptOutView = ItemOf<Sent<Schemas['OptOutPage']>>;

export type NumberSegmentRequest = Schemas['NumberSegmentRequest'];
export type NumberSegmentView = Sent<Schemas['NumberSegmentView']>;
export type PortedNumberRequest = Schemas['PortedNumberRequest'];
export type PortedNumberView = ItemOf<Sent<Schemas['PortedNumberPage']>>;

export type TemplateRequest = Schemas['TemplateRequest'];
export type TemplateView = Sent<Schemas['TemplateView']>;

export type SendingRules = Sent<Schemas['SendingRules']>;
export type LaneRule = SendingRules['lanes'][number];

export type ConnectedSystemRequest = Sent<Schemas['ConnectedSystemRequest']>;
export type ConnectedSystemView = Sent<Schemas['ConnectedSystemView']>;
export type ConnectedSystemSecret = Sent<Schemas['ConnectedSystemSecret']>;
