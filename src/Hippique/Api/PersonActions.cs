using Hippique.Hosting.Auth;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hippique.Api;

/// <summary>Records in the action log what people ask the service for, and lets the calls of its own timers through.</summary>
internal sealed class PersonActions(ActionLog log, HippiqueSettings settings)
{
    /// <param name="context">The call.</param>
    /// <param name="action">What is asked for.</param>
    /// <param name="subject">The name of a task or of the work; null: the whole installation.</param>
    /// <param name="act">Carries it out and answers.</param>
    public Task<Results<Ok<T>, ProblemHttpResult>> RecordAsync<T>(
        HttpContext context,
        ActionKind action,
        string? subject,
        Func<Task<Results<Ok<T>, ProblemHttpResult>>> act
    ) =>
        IsTimer(context) ? act() : log.RecordAsync(Order(context, action, subject, Caller(context)), act, ResultOf, context.RequestAborted);

    /// <summary>The same of somebody who is known by something else than the call's own credentials.</summary>
    /// <param name="context">The call.</param>
    /// <param name="action">What is asked for.</param>
    /// <param name="subject">The name of the work; null: the whole installation.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="act">Carries it out.</param>
    /// <param name="result">What came of it.</param>
    public Task<T> RecordAsync<T>(
        HttpContext context,
        ActionKind action,
        string? subject,
        Actor who,
        Func<Task<T>> act,
        Func<T, ActionResult> result
    ) => log.RecordAsync(Order(context, action, subject, who), act, result, context.RequestAborted);

    /// <summary>Notes that a session of a browser was opened. Whoever has signed in gets in also where the log cannot be written.</summary>
    public Task NoteSignInAsync(HttpContext context, string name)
    {
        var who = new Actor(ActorWay.Session, name);
        return log.NoteAsync(Order(context, ActionKind.SignIn, null, who), context.RequestAborted);
    }

    /// <summary>Who calls: never a secret.</summary>
    public static Actor Caller(HttpContext context) =>
        context.User.Identity is { IsAuthenticated: true, Name: { } name } identity
            ? new Actor(identity.AuthenticationType == OwnerAuthentication.BySession ? ActorWay.Session : ActorWay.Token, name)
            : new Actor(ActorWay.Open, Actor.Anybody);

    /// <summary>From where. Behind Cloud Run the address is the one that its front end has added; anywhere else that of the connection.</summary>
    private static ActionOrigin OriginOf(HttpContext context, Actor who)
    {
        var request = context.Features.Get<LoggedRequest>();
        return new ActionOrigin(
            request?.RemoteIp,
            who.Way is ActorWay.Session or ActorWay.Link ? ActionClient.Browser
                : CommandLineAgent.Is(request?.UserAgent) ? ActionClient.Cli
                : ActionClient.Program
        );
    }

    // Anybody can send the timers' headers; they call in the name of the service account.
    private bool IsTimer(HttpContext context) =>
        TimerCall.Is(context)
        && settings.Cloud is { } cloud
        && (
            !settings.Server.RequireAuth
            || string.Equals(context.User.Identity?.Name, cloud.ServiceAccountEmail, StringComparison.OrdinalIgnoreCase)
        );

    private static ActionOrder Order(HttpContext context, ActionKind action, string? subject, Actor who) =>
        new()
        {
            Action = action,
            Subject = subject,
            Who = who,
            From = OriginOf(context, who),
            CorrelationId = RequestCorrelation.Of(context),
        };

    private static ActionResult ResultOf<T>(Results<Ok<T>, ProblemHttpResult> answer) =>
        answer.Result switch
        {
            ProblemHttpResult problem => ActionResult.Refused(problem.ProblemDetails.Detail),
            Ok<T> { Value: IEndedAnswer { Ok: false } ended } => ActionResult.Failed(ended.Reason),
            _ => ActionResult.Done,
        };
}
