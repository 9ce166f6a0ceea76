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

    public static Problem ChannelInvalid { get; } =
        new("channel_invalid", 422, "The channel can't work with this", "通道参数不正确");

    public static Problem ChannelExists { get; } =
        new(
            "channel_exists",
            409,
            "There is a channel with this id; give its revision to change it",
            "该编号的通道已存在；要修改它，请带上 revision"
        );

    public static Problem RevisionConflict { get; } =
        new(
            "revision_conflict",
            409,
            "Somebody changed it meanwhile; read it again",
            "内容已被他人修改，请刷新后再改"
        );

    public static Problem ChannelOfConfiguration { get; } =
        new(
            "channel_of_configuration",
            409,
            "The channel's connection comes from the configuration file and is changed there",
            "该通道的连接参数来自配置文件，请在配置文件中修改并重启；此处可改启停、权重、速率、类别等运营参数"
        );

    public static Problem ChannelBusy { get; } =
        new(
            "channel_busy",
            409,
            "Messages are active on the channel; disable it and wait",
            "通道上还有未完成的短信，不能删除；可先停用，待处理完再删除"
        );

    public static Problem ChannelNamedByRule { get; } =
        new(
            "channel_named_by_rule",
            409,
            "A routing rule names the channel",
            "有路由规则指定了该通道，请先修改规则"
        );

    public static Problem ChannelDisabled { get; } =
        new("channel_disabled", 409, "The channel is disabled", "通道已停用，请先启用");

    public static Problem ReasonInvalid { get; } =
        new("reason_invalid", 422, "A reason of 1 to 200 characters is needed", "须填写 1 至 200 字的原因");

    public static Problem AlertTargetInvalid { get; } =
        new("alert_target_invalid", 422, "The alert target can't work with this", "告警接收方参数不正确");

    public static Problem BodyTooLarge { get; } =
        new("body_too_large", 413, "The request body is too large", "请求体过大");

    public static Problem JsonInvalid { get; } =
        new("json_invalid", 400, "The body is not valid JSON", "请求体不是合法的 JSON");

    public static Problem BodyKindInvalid { get; } =
        new(
            "body_kind_invalid",
            400,
            "The body is JSON, but not an object",
            "请求体须为 JSON 对象（{…}），不能是数组、null 或单个值"
        );

    public static Problem FieldMissing { get; } =
        new("field_missing", 400, "A required field is missing", "缺少必填字段");

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

    public static Problem TemplateVariableInvalid { get; } =
        new(
            "template_variable_invalid",
            422,
            "A template variable's value is not of its type or too long",
            "模板变量的值不符合类型或过长"
        );

    public static Problem TemplateLaneNotAllowed { get; } =
        new(
            "template_lane_not_allowed",
            422,
            "Templates of this kind may not be sent in this lane",
            "该类型的模板不能用于此通道类别"
        );

    public static Problem TemplateStateInvalid { get; } =
        new(
            "template_state_invalid",
            409,
            "The template's version is not in a state for this",
            "模板版本当前的状态不允许此操作"
        );

    public static Problem TemplateReviewerIsAuthor { get; } =
        new(
            "template_reviewer_is_author",
            403,
            "A template is reviewed by somebody else than its author",
            "模板须由作者以外的人审核"
        );

    public static Problem SignatureUnregistered { get; } =
        new(
            "signature_unregistered",
            422,
            "The signature is registered with no carrier that the message could go to",
            "短信签名未在任何可用通道的运营商报备，按规定不得发送"
        );

    public static Problem SignatureExists { get; } =
        new("signature_exists", 409, "The signature is in the registry already", "该签名已在登记表中");

    public static Problem SignatureInUse { get; } =
        new(
            "signature_in_use",
            409,
            "The signature has registrations or is used by a system or a routing rule",
            "该签名已有报备，或正被接入系统、路由规则使用"
        );

    public static Problem RegistrationExists { get; } =
        new(
            "registration_exists",
            409,
            "The signature has a registration for this carrier and access number already",
            "该签名在此运营商与接入号已有报备记录"
        );

    public static Problem RegistrationStateInvalid { get; } =
        new(
            "registration_state_invalid",
            409,
            "The registration can't go to this state from the one it is in",
            "报备当前的状态不能变为所选状态"
        );

    public static Problem RegistrationReasonMissing { get; } =
        new("registration_reason_missing", 422, "Say why", "请填写原因");

    public static Problem FileTypeInvalid { get; } =
        new("file_type_invalid", 422, "Files of this type are not taken", "不接受此类型的文件");

    public static Problem FileEncodingInvalid { get; } =
        new("file_encoding_invalid", 422, "The file is not UTF-8 text", "文件不是 UTF-8 编码的文本");

    public static Problem FileRowsTooMany { get; } =
        new("file_rows_too_many", 413, "The file has too many rows", "文件行数过多");

    public static Problem FileEmpty { get; } = new("file_empty", 422, "The file is empty", "文件为空");

    public static Problem ChannelUnknown { get; } =
        new("channel_unknown", 422, "Unknown channel", "通道不存在");

    public static Problem SystemUnknown { get; } =
        new("system_unknown", 422, "Unknown connected system", "接入系统不存在");

    public static Problem CarrierInvalid { get; } =
        new(
            "carrier_invalid",
            422,
            "The carrier must be mobile, unicom, telecom, broadnet or satellite",
            "运营商须为 mobile、unicom、telecom、broadnet 或 satellite"
        );

    public static Problem ProvinceInvalid { get; } =
        new("province_invalid", 422, "Unknown province", "省份名称不正确");

    public static Problem RuleContradictory { get; } =
        new(
            "rule_contradictory",
            422,
            "A rule that denies names no channels, and an order needs them",
            "禁止发送的规则不能指定通道；按顺序选择须列出通道"
        );

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

    public static Problem ExtensionTooLong { get; } =
        new(
            "extension_too_long",
            422,
            "Access number and extension have more digits than a channel allows",
            "接入号加扩展码超过通道允许的位数（最多20位）"
        );

    public static Problem ExtensionTaken { get; } =
        new(
            "extension_taken",
            422,
            "The digits are those of another system or department, or can't be told from them",
            "扩展码属于其他系统或科室，或与其号段重叠"
        );

    public static Problem ExtensionInUse { get; } =
        new(
            "extension_in_use",
            409,
            "Messages were sent with these digits in the last 7 days",
            "最近7天内有短信使用该扩展码，不能变更归属或删除"
        );

    public static Problem DepartmentUnknown { get; } =
        new(
            "department_unknown",
            422,
            "The department has no digits, or not for this system",
            "该科室没有分配扩展码，或未分配给该系统"
        );

    public static Problem CallbackMissing { get; } =
        new("callback_missing", 409, "The system has no callback address", "该接入系统没有设置回调地址");

    public static Problem RulePatternInvalid { get; } =
        new(
            "rule_pattern_invalid",
            422,
            "Malformed regular expression, or one with look-around or back-references",
            "正则表达式有误（不支持环视与反向引用）"
        );

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

    public static Problem QueuesUnavailable { get; } =
        new("queues_unavailable", 503, "The message broker is away", "消息队列暂时不可用，请稍后重试")
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
