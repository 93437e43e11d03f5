using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Hippique.Sources.Http;

/// <summary>
/// Stops asking a host that fails again and again, refuses or says "too many requests". After the pause one request tries it: if it fails, the pause begins anew. The log
/// says once that the circuit of a host is open, and once that the host answers again.
/// </summary>
internal sealed partial class SiteBreaker
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    // Four of five: a page among the errors does not make a site well.
    private const double FailingShare = 0.8;
    private readonly string _host;
    private readonly ILogger _logger;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly ResiliencePipeline<SiteReply> _pipeline;
    private readonly HostLedger _ledger;
    private readonly TimeProvider _clock;
    private DateTimeOffset _until;
    private bool _said;

    /// <param name="ledger">Where the state stands for others to see.</param>
    public SiteBreaker(SourceHttpOptions options, string host, HostLedger ledger, TimeProvider clock, ILogger logger)
    {
        (_host, _ledger, _clock, _logger) = (host, ledger, clock, logger);
        if (options.RequestsToJudge <= 0)
        {
            _pipeline = ResiliencePipeline<SiteReply>.Empty;
            return;
        }
        _pipeline = new ResiliencePipelineBuilder<SiteReply> { TimeProvider = clock }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<SiteReply>
                {
                    FailureRatio = FailingShare,
                    MinimumThroughput = options.RequestsToJudge,
                    SamplingDuration = Window,
                    BreakDuration = options.BreakDuration,
                    StateProvider = _state,
                    ShouldHandle = static attempt => ValueTask.FromResult(IsFailure(attempt.Outcome.Result)),
                    OnOpened = opened => SayOpenAsync(opened.BreakDuration, opened.Context.CancellationToken),
                    OnClosed = closed => SayBackAsync(closed.Context.CancellationToken),
                }
            )
            .Build();
    }

    /// <summary>The pause began while a request waited for its turn.</summary>
    public bool IsOpen => _state.CircuitState == CircuitState.Open;

    /// <summary>What is left of the pause, in whole seconds; null where it is over, and another request is trying the host.</summary>
    public TimeSpan? Remaining =>
        _until - _clock.GetUtcNow() is { Ticks: > 0 } left ? TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)) : null;

    /// <summary>Sends, unless the circuit is open.</summary>
    /// <exception cref="BrokenCircuitException">It is.</exception>
    public ValueTask<SiteReply> ExecuteAsync<TState>(
        Func<TState, CancellationToken, ValueTask<SiteReply>> send,
        TState state,
        CancellationToken cancellationToken
    ) => _pipeline.ExecuteAsync(send, state, cancellationToken);

    private static bool IsFailure(SiteReply? reply) =>
        reply?.Answer
            is SourceAnswer<PoliteAnswer>.Refused
            {
                Error.Kind: SourceErrorKind.Timeout
                    or SourceErrorKind.Unreachable
                    or SourceErrorKind.ServerError
                    or SourceErrorKind.TooManyRequests
                    or SourceErrorKind.Forbidden
                    or SourceErrorKind.Truncated
            };

    private async ValueTask SayOpenAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        _until = _clock.GetUtcNow() + pause;
        if (!_said)
            Open(_logger, _host, pause.TotalSeconds);
        _said = true;
        await _ledger.ChangeAsync(count => count with { CircuitOpenUntil = _until }, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SayBackAsync(CancellationToken cancellationToken)
    {
        if (_said)
            Back(_logger, _host);
        _said = false;
        await _ledger.ChangeAsync(count => count with { CircuitOpenUntil = null }, cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Host} fails again and again and is not asked (circuit_open); every {Seconds} s one request tries it"
    )]
    private static partial void Open(ILogger logger, string host, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Host} answers again")]
    private static partial void Back(ILogger logger, string host);
}
