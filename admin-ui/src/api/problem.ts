import type { RejectedRecipient } from './types';

interface ProblemDocument {
  status: number;
  detail: string;
  code: string;
  field?: string;
  rejected?: RejectedRecipient[];
}

/** What the server refused, or that it could not be asked. The message is Chinese and meant for the user. */
export class ProblemError extends Error {
  readonly status: number;
  /** Stable code; `network` when there was no answer, `answer_invalid` when it was not the API's. */
  readonly code: string;
  readonly field: string | undefined;
  readonly rejected: RejectedRecipient[];

  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.status = problem.status;
    this.code = problem.code;
    this.field = problem.field;
    this.rejected = problem.rejected ?? [];
  }

  static async of(response: Response): Promise<ProblemError> {
    try {
      const body: unknown = await response.json();
      if (isProblem(body)) {
        return new ProblemError({ ...body, status: response.status });
      }
    } catch {
      // Not JSON: a proxy answered instead of the API.
    }
    return new ProblemError({
      status: response.status,
      code: 'answer_invalid',
      detail: `服务器返回异常（HTTP ${response.status}），请稍后重试`,
    });
  }

  static noAnswer(): ProblemError {
    return new ProblemError({ status: 0, code: 'network', detail: '无法连接服务器，请检查网络后重试' });
  }
}

export function textOf(error: unknown): string {
  return error instanceof ProblemError ? error.message : '页面出现错误，请刷新后重试';
}

function isProblem(body: unknown): body is ProblemDocument {
  return (
    typeof body === 'object' &&
    body !== null &&
    typeof (body as ProblemDocument).code === 'string' &&
    typeof (body as ProblemDocument).detail === 'string'
  );
}
