using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Yixun.CarrierSimulator.Http;

/// <summary>JSON of the API's requests and answers.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IResult Answer(object value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, Options, statusCode: status);

    /// <exception cref="SimulatorProblem">The body is not what is expected.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(
                    request.Body,
                    Options,
                    request.HttpContext.RequestAborted
                ) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new SimulatorProblem(
                StatusCodes.Status400BadRequest,
                "json",
                "请求内容不是正确的 JSON",
                $"Bad JSON: {exception.Message}"
            );
        }
    }
}
