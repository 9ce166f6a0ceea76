export function Brand() {
  return (
    <span className="brand">
      <img src="/favicon.svg" width={28} height={28} alt="" />
      医讯短信平台
    </span>
  );
}
