namespace Yixun.Core.Mms;

/// <summary>What a part of a slide is. The numbers are stored.</summary>
public enum MmsPartKind : byte
{
    Text = 0,
    Picture = 1,
    Audio = 2,
    Video = 3,
}
