using System.Globalization;
using System.Text;

namespace Yixun.LoadTest;

/// <summary>Request bodies with ever new numbers over all three carriers.</summary>
internal static class Bodies
{
    // The simulator gives numbers that end in 000000 to 000006 a fate of their own.
    private const int FirstTail = 1_000;
    private const int Tails = 999_000;
    private static readonly int[] Heads = [13800, 13000, 13300, 13900, 13100, 18900, 15000, 15500, 18000];

    /// <param name="first">Number of the first recipient, counted over the run.</param>
    public static byte[] Batch(long first, int count, string lane)
    {
        var body = new StringBuilder(count * 14 + 200);
        body.Append("{\"lane\":\"")
            .Append(lane)
            .Append("\",\"content\":\"您预约的心内科门诊为明日09:00，请按时就诊，凭身份证取号。\",\"to\":[");
        for (var index = 0; index < count; index++)
        {
            if (index > 0)
            {
                body.Append(',');
            }

            body.Append('"').Append(Number(first + index)).Append('"');
        }

        return Encoding.UTF8.GetBytes(body.Append("]}").ToString());
    }

    public static string Number(long index) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Heads[index % Heads.Length]}{FirstTail + (index / Heads.Length % Tails):D6}"
        );
}
