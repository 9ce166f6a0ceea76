namespace Yixun.Core.Mms;

/// <summary>Stable, snake_case.</summary>
public static class MmsProblemCodes
{
    public const string Empty = "mms_empty";
    public const string TooManySlides = "mms_too_many_slides";
    public const string TotalTooLarge = "mms_total_too_large";
    public const string SlideEmpty = "mms_slide_empty";
    public const string DurationInvalid = "mms_duration_invalid";
    public const string TextInvalid = "mms_text_invalid";
    public const string TextTooLarge = "mms_text_too_large";

    /// <summary>More than one picture or video, or more than one sound, on a slide.</summary>
    public const string SlideOvercrowded = "mms_slide_overcrowded";
    public const string TypeNotAllowed = "mms_type_not_allowed";

    /// <summary>The file is not what its type says.</summary>
    public const string TypeMismatch = "mms_type_mismatch";
    public const string MediaTooLarge = "mms_media_too_large";

    /// <summary>The header of the picture gives no size.</summary>
    public const string PictureUnreadable = "mms_picture_unreadable";

    /// <summary>Too many pixels in width or height.</summary>
    public const string PictureTooLarge = "mms_picture_too_large";
}
