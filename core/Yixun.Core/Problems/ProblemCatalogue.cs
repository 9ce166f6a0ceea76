using System.Globalization;

namespace Yixun.Core.Problems;

/// <summary>Every problem that the API answers with. Codes are stable.</summary>
public static partial class ProblemCatalogue
{
    public static Problem KeyMissing { get; } =
        new("signature_missing", 401, "The request is not signed", "请求未签名：缺少 X-Yixun-* 请求头");

    public static Problem KeyUnknown { get; } = new("key_unknown", 401, "Unknown key", "接入密钥不存在");

    public static Problem KeyDisabled { get; } =
        new("system_disabled", 403, "The connected system is disabled", "该接入系统已停用");

    public static Problem AddressNotAllowed { get; } =
        new("address_not_allowed", 403, "The address is not on the allow-list", "来源地址不在允许名单内");

    public static Problem SignatureInvalid { get; } =
        new("signature_invalid", 401, "The signature does not match", "签名不正确");

    public static Problem TimestampInvalid { get; } =
        new(
            "timestamp_invalid",
            401,
            "The timestamp is malformed or off by more than 300 s",
            "时间戳格式错误或与服务器时间相差超过300秒"
        );

    public static Problem NonceInvalid { get; } =
        new(
            "nonce_invalid",
            401,
            "The nonce must be 16 to 64 visible ASCII characters",
            "随机串须为16至64位可见字符"
        );

    public static Problem NonceUsed { get; } =
        new("nonce_used", 401, "The nonce was used before", "随机串已被使用，疑似重放");

    public static Problem NotSignedIn { get; } =
        new("not_signed_in", 401, "Not signed in", "尚未登录或登录已过期");

    public static Problem LoginFailed { get; } =
        new("login_failed", 401, "Wrong account or password", "账号或密码不正确");

    public static Problem Forbidden { get; } = new("forbidden", 403, "Not permitted", "没有权限");

    public static Problem OriginRefused { get; } =
        new("origin_refused", 403, "The request does not come from this site", "请求来源不是本站，已拒绝");

    public static Problem NotFound { get; } = new("not_found", 404, "Not found", "没有找到");

    public static Problem LaneNotAllowed { get; } =
        new("lane_not_allowed", 403, "The system may not use this lane", "该接入系统不允许使用此通道类别");

    public static Problem ClientIdConflict { get; } =
        new(
            "client_id_conflict",
            409,
            "The clientId was used before with another body",
            "该 clientId 已用于另一份不同的请求"
        );

    public static Problem BodyTooLarge { get; } =
        new("body_too_large", 413, "The request body is too large", "请求体过大");

    public static Problem JsonInvalid { get; } =
        new("json_invalid", 400, "The body is not valid JSON", "请求体不是合法的 JSON");

    public static Problem FieldUnknown { get; } = new("field_unknown", 400, "Unknown field", "出现未知字段");

    public static Problem FieldInvalid { get; } =
        new("field_invalid", 422, "Invalid value", "字段取值不正确");

    public static Problem LaneInvalid { get; } =
        new(
            "lane_invalid",
            422,
            "lane must be critical, otp, care, reminder, followup or promotion",
            "lane 须为 critical、otp、care、reminder、followup 或 promotion"
        );

    public static Problem ContentMissing { get; } =
        new(
            "content_missing",
            422,
            "Give either content or templateId",
            "content 与 templateId 须且只能提供一个"
        );

    public static Problem ContentInvalid { get; } =
        new(
            "content_invalid",
            422,
            "The content is empty or has characters that can't be sent",
            "内容为空或含有无法发送的字符"
        );

    public static Problem ContentTooLong { get; } =
        new("content_too_long", 422, "The content needs more than 10 segments", "内容过长，超过10条计费");

    public static Problem SignatureMissing { get; } =
        new(
            "signature_text_missing",
            422,
            "No signature: give one or set the system's default",
            "缺少短信签名：请提供签名或为接入系统设置默认签名"
        );

    public static Problem SignatureTextInvalid { get; } =
        new(
            "signature_text_invalid",
            422,
            "The signature must have 2 to 20 characters without brackets",
            "签名须为2至20个字，且不含【】"
        );

    public static Problem TemplateUnknown { get; } =
        new("template_unknown", 422, "Unknown template", "模板不存在或未启用");

    public static Problem TemplateVariableMissing { get; } =
        new("template_variable_missing", 422, "A template variable has no value", "缺少模板变量");

    public static Problem RecipientsInvalid { get; } =
        new("recipients_invalid", 422, "Give 1 to 1,000 recipients", "收件号码须为1至1000个");

    public static Problem NumberInvalid { get; } =
        new("number_invalid", 422, "Not a mainland mobile number", "不是有效的手机号码");

    public static Problem NoRecipientLeft { get; } =
        new("no_recipient_left", 422, "Every recipient was refused", "没有可接收的收件人，原因见 rejected");

    public static Problem NumberDuplicate { get; } =
        new("number_duplicate", 422, "The number stands twice in the request", "号码在本次请求中重复");

    public static Problem ScheduleInvalid { get; } =
        new(
            "schedule_invalid",
            422,
            "scheduledAt must be within 90 days and in the future",
            "定时时间须在未来90天之内"
        );

    public static Problem ExtensionInvalid { get; } =
        new("extension_invalid", 422, "The extension must be 1 to 8 digits", "扩展码须为1至8位数字");

    public static Problem ClientIdInvalid { get; } =
        new(
            "client_id_invalid",
            422,
            "clientId must have 1 to 64 visible ASCII characters",
            "clientId 须为1至64位可见字符"
        );

    public static Problem TooManyRequests { get; } =
        new("too_many_requests", 429, "Too many requests", "请求过于频繁") { RetryAfterSeconds = 1 };

    public static Problem Overloaded { get; } =
        new(
            "overloaded",
            503,
            "The platform takes no more messages at the moment",
            "平台当前繁忙，暂不接收新消息"
        )
        {
            RetryAfterSeconds = 2,
        };

    public static Problem StorageUnavailable { get; } =
        new("storage_unavailable", 503, "The database can't be written at the moment", "数据库暂时不可写入")
        {
            RetryAfterSeconds = 10,
        };

    public static Problem Internal { get; } =
        new("internal_error", 500, "Internal error", "系统内部错误，请联系系统管理员");

    /// <summary>The problem with a Chinese addition to its detail.</summary>
    public static Problem With(this Problem problem, string addition) =>
        problem with
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"{problem.Detail}：{addition}"),
        };
}
