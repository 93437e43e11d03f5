using Hippique.Orchestration.Tasks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>
/// Ends each call that works, before it is answered: on Cloud Run nothing runs afterwards. A call of a timer that can never be carried out is answered with 200 and the problem, since
/// the timer would bring anything else again.
/// </summary>
internal sealed partial class WorkEnd(WorkUpkeep upkeep, ILogger<WorkEnd> logger) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!HttpMethods.IsPost(context.HttpContext.Request.Method))
            return await next(context);
        object? answer;
        try
        {
            answer = await next(context);
        }
        catch
        {
            await upkeep.SaveAsync();
            throw;
        }
        await upkeep.EndAsync();
        return TimerCall.Is(context.HttpContext) ? ForTimer(answer) : answer;
    }

    private object? ForTimer(object? answer)
    {
        var problem = (answer as INestedHttpResult)?.Result as ProblemHttpResult;
        if (problem?.StatusCode is not (StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound))
            return answer;
        InVain(logger, problem.ProblemDetails.Detail ?? problem.ProblemDetails.Title ?? "");
        return TypedResults.Json(problem.ProblemDetails, contentType: "application/problem+json", statusCode: StatusCodes.Status200OK);
    }

    [LoggerMessage(1, LogLevel.Error, "a call of the queue cannot be carried out, and is not to be repeated: {Why}")]
    private static partial void InVain(ILogger logger, string why);
}
