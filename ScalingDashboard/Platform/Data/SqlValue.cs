using Npgsql;
using NpgsqlTypes;

namespace ScalingDashboard.Platform.Data;

/// <summary>Parameters of statements, in the order of <c>$1</c>, <c>$2</c> and so on. Typed, so that no number is boxed.</summary>
internal static class SqlValue
{
    /// <summary>One value, of the PostgreSQL type that goes with its own. An instant is a <see cref="DateTime"/> in UTC.</summary>
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A column of values, as <c>unnest</c> and <c>ANY</c> take them.</summary>
    /// <param name="type">The PostgreSQL type of one value: that of an empty or half unknown column can not be guessed.</param>
    public static NpgsqlParameter Array<T>(T[] values, NpgsqlDbType type) =>
        new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
