create table orders (id serial, item text not null);
