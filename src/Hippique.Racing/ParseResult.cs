using System.Diagnostics.CodeAnalysis;

namespace Hippique.Racing;

/// <summary>What came of reading untrusted text: a value, or the reason why there is none.</summary>
public readonly record struct ParseResult<T>
{
    private readonly T? _value;
    private readonly Problem? _error;
    private readonly bool _ok;

    private ParseResult(bool ok, T? value, Problem? error) => (_ok, _value, _error) = (ok, value, error);

    [MemberNotNullWhen(true, nameof(ValueOrDefault))]
    public bool IsOk => _ok;

    public T? ValueOrDefault => _value;

    /// <exception cref="FormatException">The text was refused; the message is <see cref="Error"/>.</exception>
    public T Value => _ok ? _value! : throw new FormatException(Error.ToString());

    /// <summary>Fit to be shown to the user; <see cref="Problem.None"/> where the value is there.</summary>
    public Problem Error => _ok ? Problem.None : _error ?? Problem.Of($"nothing was parsed");

    public static ParseResult<T> Ok(T value) => new(true, value, null);

    public static ParseResult<T> Fail(FormattableString error) => new(false, default, Problem.Of(error));

    public static ParseResult<T> Fail(Problem error) => new(false, default, error);

    /// <summary>Another value made of this one; a reason stays what it is.</summary>
    public ParseResult<TOther> Convert<TOther>(Func<T, TOther> convert) =>
        _ok ? ParseResult<TOther>.Ok(convert(_value!)) : ParseResult<TOther>.Fail(Error);

    /// <summary>The same, where the other value may be refused in its turn.</summary>
    public ParseResult<TOther> Then<TOther>(Func<T, ParseResult<TOther>> next) => _ok ? next(_value!) : ParseResult<TOther>.Fail(Error);

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return _ok;
    }
}
