import { useState } from 'react';
import type { SubmitAnswer } from '../api/types';
import { PageHead } from '../app/PageHead';
import { forgetDraft } from './draft';
import { SendForm } from './SendForm';
import { SendResult } from './SendResult';
import './send.css';

export function Component() {
  const [answer, setAnswer] = useState<SubmitAnswer>();
  return (
    <>
      <PageHead title="短信发送" />
      {answer ? (
        <SendResult answer={answer} onAgain={() => setAnswer(undefined)} />
      ) : (
        <SendForm
          onSent={(received) => {
            forgetDraft();
            setAnswer(received);
          }}
        />
      )}
    </>
  );
}
