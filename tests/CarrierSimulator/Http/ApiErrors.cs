using Microsoft.AspNetCore.Http;

namespace Yixun.CarrierSimulator.Http;

/// <summary>Errors have a code, a Chinese and an English text.</summary>
internal static class ApiErrors
{
    public static async ValueTask<object?> TranslateAsync(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        try
        {
            return await next(context);
        }
        catch (SimulatorProblem problem)
        {
            return Problem(problem.Status, problem.Code, problem.Chinese, problem.Message);
        }
        catch (ArgumentException exception)
        {
            return Problem(StatusCodes.Status400BadRequest, "value", "参数不正确", exception.Message);
        }
        catch (KeyNotFoundException exception)
        {
            return Problem(StatusCodes.Status404NotFound, "missing", "没有这个对象", exception.Message);
        }
    }

    private static IResult Problem(int status, string code, string chinese, string english) =>
        ApiJson.Answer(
            new
            {
                error = new
                {
                    code,
                    zh = chinese,
                    en = english,
                },
            },
            status
        );
}
