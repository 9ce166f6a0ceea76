using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Yixun.Functions.Http;

/// <summary>Results in the API's JSON.</summary>
public static class ApiResult
{
    public static IResult Ok<T>(T value) => Json(value, StatusCodes.Status200OK);

    public static IResult Json<T>(T value, int status) => new JsonResult<T>(value, status);

    private sealed class JsonResult<T>(T value, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);
            var response = httpContext.Response;
            response.StatusCode = status;
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            response.Headers.CacheControl = "no-store";
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
