using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Yixun.Cli.Pdu;

/// <summary>JSON objects from what people paste: one, on any number of lines, or several after each other.</summary>
internal static class JsonInput
{
    private static readonly JsonSerializerOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads one object after the other.</summary>
    /// <exception cref="InputException">What comes next is no JSON object, or there is none at all.</exception>
    public static IEnumerable<JsonObject> Parse(string text)
    {
        ReadOnlyMemory<byte> json = Encoding.UTF8.GetBytes(text.Trim('\uFEFF'));
        var state = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true });
        var consumed = 0;
        var any = false;
        while (Next(json.Span, ref consumed, ref state) is { } next)
        {
            any = true;
            yield return next;
        }

        if (!any)
        {
            throw new InputException("没有输入", "There is no input.");
        }
    }

    private static JsonObject? Next(ReadOnlySpan<byte> json, ref int consumed, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(json[consumed..], isFinalBlock: true, state);
        try
        {
            if (!reader.Read())
            {
                return null;
            }

            RequireText(reader);
            if (JsonSerializer.Deserialize<JsonNode>(ref reader, Options) is not JsonObject read)
            {
                throw new InputException("应为 JSON 对象", "A JSON object is expected.");
            }

            consumed += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            return read;
        }
        catch (JsonException exception)
        {
            throw new InputException(
                $"JSON 有误，第 {exception.LineNumber + 1} 行第 {exception.BytePositionInLine + 1} 字节",
                exception.Message
            );
        }
        catch (ArgumentException exception)
        {
            throw new InputException("JSON 有误，同一对象里有两个同名字段", exception.Message);
        }
    }

    /// <summary>Escapes may name halves of characters, which no text holds.</summary>
    private static void RequireText(Utf8JsonReader reader)
    {
        var start = reader.CurrentDepth;
        do
        {
            try
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    ? reader.GetString()
                    : null;
            }
            catch (InvalidOperationException)
            {
                throw new InputException(
                    "JSON 的文本里有半个字符",
                    "A text of the JSON has half a character."
                );
            }
        } while (!EndsValue(reader, start) && reader.Read());
    }

    private static bool EndsValue(Utf8JsonReader reader, int start) =>
        reader.CurrentDepth == start
        && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
}
