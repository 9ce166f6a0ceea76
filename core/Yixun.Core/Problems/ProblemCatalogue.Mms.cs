namespace Yixun.Core.Problems;

/// <content>Problems of MMS.</content>
public static partial class ProblemCatalogue
{
    public static Problem MultipartInvalid { get; } =
        new(
            "multipart_invalid",
            400,
            "The form can't be read, or lacks the part request",
            "表单无法读取，或缺少名为 request 的部分"
        );

    public static Problem MmsSubjectInvalid { get; } =
        new(
            "mms_subject_invalid",
            422,
            "The subject is empty, too long or has line ends",
            "彩信主题为空、过长或含换行"
        );

    public static Problem MmsEmpty { get; } = new("mms_empty", 422, "The MMS has no slide", "彩信没有任何页");

    public static Problem MmsTooManySlides { get; } =
        new("mms_too_many_slides", 422, "The MMS has too many slides", "彩信页数超过上限");

    public static Problem MmsTotalTooLarge { get; } =
        new("mms_total_too_large", 422, "The MMS is too large in all", "彩信总大小超过上限");

    public static Problem MmsTooLargeForCarrier { get; } =
        new(
            "mms_too_large_for_carrier",
            422,
            "The MMS is too large for this carrier",
            "彩信超过该运营商的大小上限"
        );

    public static Problem MmsSlideEmpty { get; } =
        new("mms_slide_empty", 422, "A slide has neither medium nor text", "彩信中有空白页");

    public static Problem MmsSlideOvercrowded { get; } =
        new(
            "mms_slide_overcrowded",
            422,
            "A slide has at most one picture or video, and one sound",
            "每页最多一个图片或视频、一个音频"
        );

    public static Problem MmsDurationInvalid { get; } =
        new(
            "mms_duration_invalid",
            422,
            "A slide is shown more than 0 and up to 600 seconds",
            "每页的播放时长须大于0且不超过600秒"
        );

    public static Problem MmsTextInvalid { get; } =
        new("mms_text_invalid", 422, "A text has characters that can't be sent", "文字中含有无法发送的字符");

    public static Problem MmsTextTooLarge { get; } =
        new("mms_text_too_large", 422, "The text of a slide is too long", "页内文字过长");

    public static Problem MmsMediumMissing { get; } =
        new(
            "mms_medium_missing",
            422,
            "Give either base64 or file",
            "每个媒体的 base64 与 file 须且只能提供一个"
        );

    public static Problem MmsFileMissing { get; } =
        new("mms_file_missing", 422, "The form has no such part", "表单中没有该名称的文件");

    public static Problem MmsTypeNotAllowed { get; } =
        new(
            "mms_type_not_allowed",
            422,
            "The type of the medium is unknown or not allowed",
            "媒体类型无法识别或不允许"
        );

    public static Problem MmsTypeMismatch { get; } =
        new("mms_type_mismatch", 422, "The file is not what its type says", "文件内容与声明的类型不符");

    public static Problem MmsMediaTooLarge { get; } =
        new("mms_media_too_large", 422, "A medium is too large", "媒体文件过大");

    public static Problem MmsPictureUnreadable { get; } =
        new("mms_picture_unreadable", 422, "The picture's size can't be read", "图片已损坏，读不出尺寸");

    public static Problem MmsPictureTooLarge { get; } =
        new("mms_picture_too_large", 422, "The picture has too many pixels", "图片尺寸（像素）超过上限");

    public static Problem MmsFallbackUnavailable { get; } =
        new(
            "mms_fallback_unavailable",
            422,
            "No public address is set, so there are no links",
            "未设置公网地址（Yixun:PublicBaseUrl），不能改发带链接的短信"
        );
}
