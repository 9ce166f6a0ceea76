namespace Yixun.Cli.Pdu;

/// <summary>Octets from what people paste.</summary>
internal static class HexInput
{
    /// <summary>Takes hex digits, with or without 0x; white space and colons are skipped.</summary>
    /// <exception cref="InputException">Anything else is there, half an octet, or nothing.</exception>
    public static byte[] Parse(string text)
    {
        var octets = new byte[(text.Length + 1) / 2];
        var digits = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsWhiteSpace(character) || character is ':' or '\uFEFF')
            {
                continue;
            }

            var startsWord = index == 0 || !char.IsAsciiHexDigit(text[index - 1]);
            if (character == '0' && startsWord && index + 1 < text.Length && text[index + 1] is 'x' or 'X')
            {
                index++;
                continue;
            }

            if (!char.IsAsciiHexDigit(character))
            {
                throw new InputException(
                    $"第 {index + 1} 个字符“{Shown(character)}”不是十六进制数字",
                    $"Character {index + 1}, '{Shown(character)}', is no hex digit."
                );
            }

            var value = Convert.ToInt32(character.ToString(), 16);
            octets[digits / 2] |= (byte)(digits % 2 == 0 ? value << 4 : value);
            digits++;
        }

        return digits == 0 ? throw new InputException("没有输入", "There is no input.")
            : digits % 2 == 0 ? octets[..(digits / 2)]
            : throw new InputException(
                $"十六进制数字有 {digits} 个，应为偶数",
                $"There are {digits} hex digits, expected an even number."
            );
    }

    private static string Shown(char character) =>
        char.IsControl(character) || char.IsSurrogate(character)
            ? $"U+{(int)character:X4}"
            : character.ToString();
}
