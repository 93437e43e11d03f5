namespace Hippique.GoogleCloud.Rest;

/// <summary>What a call came to.</summary>
public abstract record RestResult<T>
{
    private RestResult() { }

    public sealed record Ok(T Value) : RestResult<T>;

    /// <param name="Call">Method and address, for messages.</param>
    /// <param name="Error">The last try's.</param>
    public sealed record Failed(string Call, RestError Error) : RestResult<T>;

    /// <summary>It failed with this status.</summary>
    public bool Is(string status) => this is Failed { Error: var error } && error.Is(status);

    /// <exception cref="RestException">It failed.</exception>
    public T OrThrow() =>
        this switch
        {
            Ok { Value: var value } => value,
            Failed failed => throw new RestException(failed.Call, failed.Error),
            _ => throw new InvalidOperationException("a result is one of the two"),
        };
}
